<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <pipe>
    <provider>
      <resampling enabled="false" maxOversampling="2" zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour"/>
    </provider>
    <rasterrenderer type="singlebandpseudocolor" band="1" opacity="1" alphaBand="-1" nodataColor="" classificationMin="0" classificationMax="4">
      <rasterTransparency/>
      <rastershader>
        <colorrampshader colorRampType="DISCRETE" classificationMode="1" clip="0" minimumValue="0" maximumValue="4" labelPrecision="2">
          <item value="0.5" alpha="255" label="Half the risk or less" color="#2166ac"/>
          <item value="0.8" alpha="255" label="Lower: 0.5 to 0.8 times" color="#92c5de"/>
          <item value="1.25" alpha="255" label="Like the whole area: 0.8 to 1.25 times" color="#f7f7f7"/>
          <item value="2" alpha="255" label="Higher: 1.25 to 2 times" color="#f4a582"/>
          <item value="4" alpha="255" label="Much higher: 2 to 4 times" color="#d6604d"/>
          <item value="inf" alpha="255" label="More than 4 times the risk" color="#67001f"/>
        </colorrampshader>
      </rastershader>
    </rasterrenderer>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
