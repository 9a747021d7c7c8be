<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <pipe>
    <provider>
      <resampling enabled="false" maxOversampling="2" zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour"/>
    </provider>
    <rasterrenderer type="singlebandpseudocolor" band="2" opacity="1" alphaBand="-1" nodataColor="" classificationMin="0" classificationMax="5">
      <rasterTransparency/>
      <rastershader>
        <colorrampshader colorRampType="DISCRETE" classificationMode="1" clip="0" minimumValue="0" maximumValue="5" labelPrecision="2">
          <item value="0" alpha="0" label="None" color="#ffffff"/>
          <item value="1" alpha="90" label="Below the mean" color="#ffffd4"/>
          <item value="2" alpha="160" label="1 to 2 times the mean" color="#fee391"/>
          <item value="2.99999" alpha="200" label="2 to 3 times the mean" color="#fec44f"/>
          <item value="5" alpha="230" label="3 to 5 times the mean" color="#ec7014"/>
          <item value="inf" alpha="255" label="More than 5 times the mean" color="#8c2d04"/>
        </colorrampshader>
      </rastershader>
    </rasterrenderer>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
