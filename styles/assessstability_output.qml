<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="stability">
      <rule key="stability-firm" symbol="0" label="Firm: 0.85 and more of the outline comes again" filter="&quot;stab_class&quot; = 3"/>
      <rule key="stability-stable" symbol="1" label="Stable: 0.75 to 0.85" filter="&quot;stab_class&quot; = 2"/>
      <rule key="stability-edge" symbol="2" label="Edge uncertain: 0.6 to 0.75" filter="&quot;stab_class&quot; = 1"/>
      <rule key="stability-uncertain" symbol="3" label="Uncertain: less than 0.6, or not found again" filter="&quot;stab_class&quot; = 0"/>
      <rule key="stability-no-data" symbol="4" label="No data" filter="&quot;stab_class&quot; IS NULL"/>
    </rules>
    <symbols>
      <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="1,102,94,45"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="1,102,94,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="90,180,172,45"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="53,151,143,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="223,194,125,55"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="191,129,45,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="140,81,10,90"/>
            <Option name="style" type="QString" value="b_diagonal"/>
            <Option name="outline_color" type="QString" value="140,81,10,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="204,204,204,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="130,130,130,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.3"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="&quot;rank&quot;" isExpression="1" fontFamily="Sans" fontSize="8" fontSizeUnit="Point" fontWeight="75" namedStyle="Bold" textColor="30,30,30,255" textOpacity="1">
        <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1" bufferJoinStyle="128" bufferNoFill="1"/>
        <background shapeDraw="1" shapeType="3" shapeSizeType="0" shapeSizeX="0.6" shapeSizeY="0.6" shapeSizeUnit="MM" shapeFillColor="255,255,255,255" shapeBorderColor="30,30,30,255" shapeBorderWidth="0.2" shapeBorderWidthUnit="MM" shapeOpacity="0.9" shapeRotationType="0" shapeOffsetX="0" shapeOffsetY="0" shapeRadiiX="0" shapeRadiiY="0"/>
      </text-style>
      <placement placement="1" centroidInside="1" centroidWhole="1" quadOffset="4" xOffset="0" yOffset="0" priority="10" layerType="PolygonGeometry"/>
      <rendering drawLabels="1" displayAll="1" obstacle="0" upsidedownLabels="0" labelPerPart="0" fontMinPixelSize="3" fontMaxPixelSize="10000" scaleVisibility="0" limitNumLabels="0" mergeLines="0" minFeatureSize="0" maxNumLabels="2000" obstacleFactor="1" obstacleType="0" zIndex="0"/>
    </settings>
  </labeling>
</qgis>
